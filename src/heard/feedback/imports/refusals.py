"""Why a whole file cannot be taken: each refusal has a name and one sentence that tells what to do."""


class FileRefused(Exception):
    """The file as a whole cannot be taken; `str()` is a sentence for the person who sent it. Nothing was kept."""


class WrongKind(FileRefused):
    """It is neither CSV nor XLSX, or not what its name says."""


class NotReadable(FileRefused):
    """Its bytes are not text in a known encoding, or the spreadsheet is damaged or locked."""


class NoRows(FileRefused):
    """It is empty, or holds a header and nothing below it."""


class BadHeader(FileRefused):
    """Its first row cannot serve as a header."""


class TooLarge(FileRefused):
    """It has more columns, longer cells or more bytes than can be taken safely."""


class BrokenRows(FileRefused):
    """Its quotation marks do not close, so that no one can tell where a row ends."""


class FormulasWithoutResults(FileRefused):
    """It holds formulas whose results were never saved."""


class MappingDoesNotFit(FileRefused):
    """The columns chosen are not in the file, or do not say enough."""


class TakesNoPart(FileRefused):
    """The organisation receives nothing of the campaign that the file is said to belong to."""


class AlreadyImported(FileRefused):
    """The organisation has this very file already."""


class ImportRunning(FileRefused):
    """Another import of the organisation is running."""
