"""File formats: Markdown, HTML, EPUB and PDF to plain text with its structure as spans over it.

Of these formats the extracted text is the source that every position counts in, not the file: it is what the reader
sees, what is searched and quoted, and the same file always gives the same one. Paragraphs, headings, tables and other
blocks are parted by an empty line; the items of a list, the rows of a table and lines of verse by a newline. An image
reads ``[image: alternative text]``, an item begins with its bullet or number, a cell ends with `` | `` before the next.
"""
