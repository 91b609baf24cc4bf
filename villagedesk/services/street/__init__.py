"""The street's side: packs are read, proved, merged, ranked and asked about."""
