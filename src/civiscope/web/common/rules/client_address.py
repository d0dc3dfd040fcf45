"""Whose request it is, as the network tells.

Behind a proxy every request comes from the proxy, which names the client in ``X-Forwarded-For``. That header is
believed only from proxies that are known, because anyone can send it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from functools import lru_cache

UNKNOWN = "unknown"
_LONGEST = 64
"""Characters; what is longer is no address."""


def client_address(peer: str, forwarded: str, proxies: Collection[str]) -> str:
    """The client's address: the last one in ``forwarded`` that is no known proxy, else the peer's own.

    Of an IPv6 address only the network (/64) is told, since one machine has as many addresses in it as it likes.
    """
    found = _read(peer)
    if found is not None and not (found.is_loopback or str(found) in proxies):
        return _network(found)
    for text in reversed(forwarded.split(",")):
        named = _read(text)
        if named is None:
            break
        found = named
        if not (named.is_loopback or str(named) in proxies):
            break
    return UNKNOWN if found is None else _network(found)


def _read(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    return _address(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=10_000)
def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _network(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if isinstance(address, ipaddress.IPv4Address) or address.is_loopback:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
