"""The fixed phrases of collection in Spanish: data protection and evidence."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "protect_title": "Sus datos personales",
    "protect_notice_title": "Cómo se usan sus datos personales",
    "protect_notice_lead": "Usted responde por su ciudad. Para que sea posible, se guardan algunos datos sobre "
    "usted. Esta página dice cuáles, por qué y cuánto tiempo.",
    "protect_notice_short": "Su nombre y su dirección se usan solo para este estudio.",
    "protect_banner": "Su nombre, su dirección y quién dio cada respuesta se guardan para que los colegas puedan "
    "responder juntos. Nada de ello se publica, y su nombre y su dirección se borran algún tiempo después del estudio.",
    "protect_banner_more": "Qué se guarda, por qué y cuánto tiempo",
    "protect_banner_read": "Lo he leído",
    "protect_who_title": "Quién es responsable",
    "protect_who_text": "{publisher} dirige el estudio y es responsable de estos datos.",
    "protect_who_write": "Para cualquier pregunta sobre ellos, escriba a",
    "protect_kinds_title": "Qué se guarda, por qué y cuánto tiempo",
    "protect_head_what": "Datos",
    "protect_head_why": "Finalidad",
    "protect_head_until": "Hasta cuándo",
    "protect_contact_what": "Su nombre, correo electrónico e idioma, su ciudad y su papel en la respuesta",
    "protect_contact_why": "Para invitarle, recordarle y mostrar a sus colegas quién trabaja en la respuesta",
    "protect_contact_until": {
        "one": "Se borran un día después del cierre del trabajo de campo, o cuando usted lo pida",
        "other": "Se borran {count} días después del cierre del trabajo de campo, o cuando usted lo pida",
    },
    "protect_link_what": "Su enlace personal, los códigos que se le enviaron y los navegadores en los que ha "
    "iniciado sesión, como huellas digitales",
    "protect_link_why": "Para que nadie más responda en su lugar",
    "protect_link_until": "Un código vale 15 minutos y un navegador mantiene la sesión 60 días; todo se borra junto "
    "con su nombre",
    "protect_mail_what": "Los correos que se le enviaron y si llegaron",
    "protect_mail_why": "Para saber a quién no se ha podido avisar",
    "protect_mail_until": "Se borran junto con su nombre",
    "protect_answers_what": "Quién dio o cambió una respuesta o escribió un comentario, y cuándo",
    "protect_answers_why": "Para que los colegas puedan responder juntos y el equipo del programa pueda preguntar",
    "protect_answers_until": "Las respuestas son de su ciudad y se conservan; su nombre se retira de ellas cuando "
    "se borra",
    "protect_evidence_what": "Los enlaces y archivos que usted añade a una respuesta, y quién los añadió",
    "protect_evidence_why": "Para respaldar la respuesta; solo los ven sus colegas y el equipo del programa",
    "protect_evidence_until": "Se guardan con la respuesta hasta que usted o su responsable los quiten; su nombre "
    "se retira de ellos cuando se borra",
    "protect_signature_what": "El nombre y el cargo con los que se firmó la respuesta de su ciudad",
    "protect_signature_why": "Muestran que respondió por la ciudad alguien con derecho a hacerlo",
    "protect_signature_until": "Se conservan con la respuesta firmada, como documento de su ciudad",
    "protect_log_what": "Un registro de lo que se hizo: horas y números, ni nombres ni respuestas",
    "protect_log_why": "Para averiguar qué pasó cuando algo salió mal",
    "protect_log_until": "Se conserva con el estudio; una vez borrado su nombre, sus números no llevan a nadie",
    "protect_address_what": "La dirección de su ordenador en la red",
    "protect_address_why": "Para frenar los ataques",
    "protect_address_until": "Se guarda en la memoria del servicio una hora como máximo",
    "protect_not_published": "Ninguno de estos datos se publica: los resultados muestran respuestas de ciudades, "
    "nunca quién las dio.",
    "protect_rights_title": "Sus derechos",
    "protect_rights_text": "Usted puede ver sus datos, llevárselos, corregirlos y hacer que se borren. Puede hacer "
    "todo esto por su cuenta una vez que haya iniciado sesión; también puede escribir a la dirección indicada y "
    "oponerse al uso de sus datos.",
    "protect_rights_authority": "También puede reclamar ante la autoridad de protección de datos de su país.",
    "protect_cookies_title": "Las cookies",
    "protect_cookies_text": "El servicio usa solo las cookies que necesita: una que mantiene su sesión, una que "
    "protege los formularios y una que recuerda su idioma. Nadie sigue lo que usted hace.",
    "protect_problem": "Hay un problema",
    "protect_my_lead": "Aquí ve lo que se guarda sobre usted, y puede corregirlo, descargarlo o borrarlo.",
    "protect_saved": "Sus datos se han corregido.",
    "protect_correct_title": "Corregir sus datos",
    "protect_name": "Su nombre, como lo ven sus colegas",
    "protect_language": "El idioma en que le escribimos",
    "protect_email_fixed": "Su dirección es {email}. A ella se envían los códigos, por lo que solo el equipo del "
    "programa puede cambiarla.",
    "protect_correct": "Guardar",
    "protect_name_missing": "Escriba su nombre.",
    "protect_name_long": "Escriba un nombre de 200 caracteres como máximo.",
    "protect_language_unknown": "Elija uno de los idiomas de la lista.",
    "protect_kept_title": "Qué se guarda sobre usted",
    "protect_kept_devices": "Navegadores en los que ha iniciado sesión",
    "protect_kept_mails": "Correos dirigidos a usted",
    "protect_kept_answers": "Versiones de respuestas que usted guardó",
    "protect_kept_comments": "Sus comentarios",
    "protect_kept_evidence": "Enlaces y archivos que usted añadió",
    "protect_kept_log": "Entradas del registro",
    "protect_download": "Descargar todo (JSON)",
    "protect_delete_title": "Borrar sus datos",
    "protect_delete_lead": "Puede hacer que se borren su nombre y su dirección en cualquier momento. Las respuestas "
    "de su ciudad permanecen.",
    "protect_delete_go": "Borrar mis datos…",
    "protect_delete_text": "Su nombre, su dirección y los correos dirigidos a usted se borran de inmediato. Su "
    "enlace y todos los navegadores en los que ha iniciado sesión dejan de funcionar. Las respuestas y los "
    "comentarios quedan en su ciudad, sin su nombre. Nadie puede deshacerlo.",
    "protect_delete_lead_of": "Usted es el contacto principal de {cities}. Pida antes un sucesor al equipo del "
    "programa; si no, allí nadie podrá invitar a colegas ni entregar la respuesta.",
    "protect_delete_sure": "Sí, borrar mis datos",
    "protect_delete_unsure": "Marque la casilla para confirmar que sus datos deben borrarse.",
    "protect_delete_now": "Borrar mis datos ahora",
    "protect_delete_not": "Conservarlos",
    "protect_erased_title": "Sus datos se han borrado",
    "protect_erased_text": "Su nombre y su dirección ya no se guardan, y la sesión de este navegador se ha cerrado. "
    "Gracias por su aportación.",
    "evidence_title": "Justificantes",
    "evidence_where": "Dónde está usted",
    "evidence_back": "Volver a la pregunta",
    "evidence_problem": "Hay un problema",
    "evidence_have": "Qué respalda esta respuesta",
    "evidence_none": "Todavía no se ha añadido ningún enlace ni archivo.",
    "evidence_new": "Añadir un enlace o un archivo",
    "evidence_use": "Pueden verlo sus colegas y el equipo del programa. Nunca se publica.",
    "evidence_url": "Dirección de una página",
    "evidence_file": "O un archivo",
    "evidence_name": "Qué es (opcional)",
    "evidence_save": "Añadir",
    "evidence_add": "Añadir un justificante",
    "evidence_show": "Ver los justificantes",
    "evidence_new_tab": "(se abre en una pestaña nueva)",
    "evidence_remove": "Quitar",
    "evidence_kinds": "PDF, PNG, JPEG, DOCX, XLSX, CSV o TXT, hasta {file} MB; todos los archivos de una ciudad "
    "juntos, hasta {case} MB.",
    "evidence_refused_nothing": "Escriba la dirección de una página o elija un archivo.",
    "evidence_refused_both": "Añada primero el enlace y después el archivo.",
    "evidence_refused_address": "Escriba una dirección completa con http o https, tal como la muestra "
    "su navegador, sin nombre de usuario.",
    "evidence_refused_empty": "El archivo está vacío. Elija otro.",
    "evidence_refused_large": "El archivo supera los {file} MB. Redúzcalo o añada un enlace.",
    "evidence_refused_kind": "No se admite este tipo de archivo, diga lo que diga su nombre. Guárdelo como PDF, "
    "PNG, JPEG, DOCX, XLSX, CSV o TXT.",
    "evidence_refused_broken": "El archivo no se puede leer; quizá esté dañado. Guárdelo de nuevo y vuelva a elegirlo.",
    "evidence_refused_macros": "El archivo contiene macros, que podrían causar daños. Guárdelo sin ellas, como DOCX "
    "o XLSX, o como PDF.",
    "evidence_refused_bomb": "El archivo sería mucho mayor al descomprimirlo. Guárdelo como PDF.",
    "evidence_refused_locked": "El archivo tiene un formato antiguo o una contraseña. Guárdelo como DOCX, XLSX o "
    "PDF, sin contraseña.",
    "evidence_refused_closed": "Los justificantes solo se pueden añadir y quitar mientras su ciudad pueda cambiar "
    "sus respuestas.",
    "evidence_refused_many": "Su ciudad ha añadido 200 enlaces y archivos, que es el máximo. Quite uno antes.",
    "evidence_refused_full": "Los archivos de su ciudad superarían juntos los {case} MB. Quite uno antes o añada un "
    "enlace.",
    "evidence_refused_disk": "El archivo no se pudo guardar por falta de espacio. Sus respuestas están a salvo. "
    "Avise al equipo del programa.",
    "service_own_evidence_title": "No puede quitar esto",
    "service_own_evidence_text": "Puede quitar un enlace o un archivo quien lo añadió, y también el contacto "
    "principal de su ciudad.",
    "service_too_many_title": "Demasiadas solicitudes desde su red",
    "service_too_many_text": "Espere un minuto y vuelva a cargar la página. Quien ha iniciado sesión puede seguir "
    "trabajando.",
    "service_too_large_title": "Es demasiado grande",
    "service_too_large_text": "El servicio admite como máximo 12 MB a la vez. Envíe un archivo más pequeño o añada "
    "un enlace.",
    "service_no_length_title": "Falta el tamaño de la solicitud",
    "service_no_length_text": "El servicio solo admite datos cuyo tamaño se anuncia, como hacen los navegadores. "
    "Envíe el formulario desde una página del servicio.",
}
