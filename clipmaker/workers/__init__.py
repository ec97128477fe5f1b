"""Stories worked on in processes of their own, for bulletins and for the desk."""
