"""The mappings of the field's data sets, one YAML file each."""
