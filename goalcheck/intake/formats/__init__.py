"""Formats that `goalcheck import` reads, each in its own file behind `IntakeFormat`; `registry` lists them."""
