"""What is printed on paper 打印: line breaking, the font, the approval sheet."""
