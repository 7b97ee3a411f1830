"""All that runs beside a student's code. Never imported: it is started."""
