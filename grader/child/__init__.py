"""All that runs beside a student's code. Nothing imports this package: it is started as a process."""
