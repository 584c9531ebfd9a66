"""What to ask next: the questions whose answers could change most of what is found, and forms that ask them.

`gains` says what one more effect would change, `pages` makes pages of questions of it, in order, and says when to stop;
`forms` has the questions of a department or a customer, and `answers` what people answered. Nothing here reads or
writes files, prints, or knows a format.
"""
