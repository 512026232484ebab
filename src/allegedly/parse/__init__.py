"""Text -> spaCy Doc: one pinned model, only the components we use, quotation marks paired.

A parsed report is one `Doc` whose `text` has the length of the report's text, so that character offsets in
the two agree. Boilerplate is blanked out, sentences never cross a line break, and `doc.spans["quotations"]`
holds every quotation with its marks.
"""

from allegedly.parse.parser import Parser, pieces

__all__ = ["Parser", "pieces"]
