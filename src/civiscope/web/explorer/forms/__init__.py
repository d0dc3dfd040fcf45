"""Forms: what an address asks for, read and checked; and written again, for links to other views of the same page."""
