"""The actions of a row (rencana aksi) as they are typed."""
