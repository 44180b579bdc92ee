"""Documents that take longer than a page may: asked for, drawn by a worker as the data stand, fetched, gone."""
