"""The catalogue of programmes, activities and sub-activities (nomenklatur)."""
