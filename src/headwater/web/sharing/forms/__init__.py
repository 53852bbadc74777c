"""What a person types about sharing."""
