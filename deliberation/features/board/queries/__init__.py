"""What everybody may know: numbers and parties, never names; free text is masked here."""
