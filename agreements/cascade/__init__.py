"""The performance tree (pohon kinerja): how indicators hang from those of superiors."""
