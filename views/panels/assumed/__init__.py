"""What is assumed beside the sliders (滑块以外的假设): the list, and the form that adds to it."""
