raise SystemExit("SHADOWED")
