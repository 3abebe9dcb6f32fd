"""Ways the data, or a request, can disappoint.

An error carries no sentence: it carries its values, and the catalogue says the
sentence under ``error.<key>`` in the reader's language.
"""

from typing import ClassVar


class Sentence(str):
    """A value of an error that is itself a key of the catalogue."""

    __slots__ = ()


class OversightError(Exception):
    """Something that a reader can be told in one sentence."""

    key: ClassVar[str]
    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        """Keep the *values* that the sentence names."""
        super().__init__(f"{self.key}: {values}")
        self.values = values


class UsageError(OversightError):
    """The request itself is wrong."""

    exit_code = 2


class MachineFailedError(OversightError):
    """Neither data nor request are wrong; something below gave way."""

    exit_code = 3


class NotAMonthError(UsageError):
    """A month was asked for in an unknown form (``text``)."""

    key = "not_a_month"


class NotAPeriodError(UsageError):
    """A period was asked for in an unknown form (``text``)."""

    key = "not_a_period"


class UnknownIndicatorError(UsageError):
    """The dictionary holds no indicator ``code``; ``known`` lists them."""

    key = "unknown_indicator"


class UnknownBatchError(UsageError):
    """There is no batch ``number``."""

    key = "unknown_batch"


class BatchAlreadyUndoneError(OversightError):
    """Batch ``number`` was undone by batch ``by``."""

    key = "batch_already_undone"


class BatchNotReversibleError(OversightError):
    """Batch ``number`` is of a kind that has no way back."""


class UndoNotReversibleError(BatchNotReversibleError):
    """Batch ``number`` took another one back."""

    key = "undo_not_reversible"


class DemoNotReversibleError(BatchNotReversibleError):
    """Batch ``number`` loaded or removed the demonstration parks."""

    key = "demo_not_reversible"


class BatchSupersededError(OversightError):
    """The later batches ``later`` changed rows of batch ``number``, or rest on them."""

    key = "batch_superseded"


class SettingWrongError(UsageError):
    """The variable ``name`` holds ``value``, which cannot be used."""

    key = "setting_wrong"


class DatabaseAwayError(MachineFailedError):
    """The database at ``where`` does not answer (``detail``)."""

    key = "database_away"


class DatabaseBusyError(DatabaseAwayError):
    """Somebody else keeps the database at ``where`` locked."""

    key = "database_busy"


class DatabaseReadOnlyError(DatabaseAwayError):
    """The database at ``where``, or its folder, may not be written to."""

    key = "database_read_only"


class DatabaseFullError(DatabaseAwayError):
    """The disk that holds the database at ``where`` is full."""

    key = "database_full"


class NotADatabaseError(DatabaseAwayError):
    """The file at ``where`` is damaged, or was never a database."""

    key = "not_a_database"


class DatabaseUrlWrongError(UsageError):
    """The address of the database is of no known form; it may hold a password."""

    key = "database_url_wrong"


class DatabaseNewerError(MachineFailedError):
    """The database was migrated by a newer version of the product (``found``)."""

    key = "database_newer"


class DatabaseMissingError(UsageError):
    """There is no database at ``where`` yet."""

    key = "database_missing"


class ContractBrokenError(MachineFailedError):
    """The database gave rows that break ``contract`` (``detail``)."""

    key = "contract_broken"


class DataFileWrongError(OversightError):
    """Line ``line`` of ``file``, a file of definitions or rules, cannot be used."""


class DataFileUnreadableError(DataFileWrongError):
    """The file ``file`` is not TOML, from ``column`` of that line on (``why``)."""

    key = "data_file_unreadable"


class DataFieldMissingError(DataFileWrongError):
    """An entry lacks ``field``, or leaves it empty."""

    key = "data_field_missing"


class DataFieldUnknownError(DataFileWrongError):
    """An entry holds ``field``, which nobody would read."""

    key = "data_field_unknown"


class DataValueWrongError(DataFileWrongError):
    """``field`` holds ``value``, which is none of those it may hold."""

    key = "data_value_wrong"


class DataRepeatedError(DataFileWrongError):
    """The code ``code`` is used twice."""

    key = "data_repeated"


class UnknownMeasureError(DataFileWrongError):
    """An indicator names ``measure``, which ``measures.csv`` does not hold."""

    key = "unknown_measure"


class RuleSetWrongError(DataFileWrongError):
    """A rule set that can be read does not add up."""


class RuleWeightsError(RuleSetWrongError):
    """The weights, in the lines ``lines``, add up to ``total``, not to 1."""

    key = "rule_weights"


class RuleCutOffsError(RuleSetWrongError):
    """The cut-offs do not fall from A to C, between 100 and 0."""

    key = "rule_cut_offs"


class RuleLightsError(RuleSetWrongError):
    """The grade of the yellow light is not below that of the green one."""

    key = "rule_lights"


class RuleIndicatorUnknownError(RuleSetWrongError):
    """``indicator`` is not in the dictionary, or has no weight here."""

    key = "rule_indicator_unknown"


class RuleFloorError(RuleSetWrongError):
    """The ``floor`` of ``indicator`` is not worse than its ``target``."""

    key = "rule_floor"


class RuleExemptionError(RuleSetWrongError):
    """Nobody may be exempt from ``indicator``."""

    key = "rule_exemption"


class RuleDatesError(RuleSetWrongError):
    """An exemption ends before it begins."""

    key = "rule_dates"


class UnknownRuleSetError(UsageError):
    """There is no rule set ``code``; ``known`` lists those there are."""

    key = "unknown_rule_set"


class RuleSetExistsError(OversightError):
    """A rule set ``code`` is here already: a changed one needs a code of its own."""

    key = "rule_set_exists"


class UnknownParkError(UsageError):
    """There is no park ``code``."""

    key = "unknown_park"


class UnknownPlaceError(UsageError):
    """There is nothing ``code`` to sum over; ``known`` lists what there is."""

    key = "unknown_place"


class MonthsReversedError(UsageError):
    """A range of months ends (``last``) before it begins (``first``)."""

    key = "months_reversed"


class TooManyMonthsError(UsageError):
    """From ``first`` to ``last`` there are ``n`` months, more than ``most``."""

    key = "too_many_months"


class NoRulesThenError(UsageError):
    """No rule set is valid in ``period``."""

    key = "no_rules_then"


class DemoBesideParksError(OversightError):
    """Parks from workbooks are here (``count``): no simulated one joins them."""

    key = "demo_beside_parks"


class DemoAlreadyLoadedError(OversightError):
    """The demonstration parks are here already (``count``)."""

    key = "demo_already_loaded"


class DemoNeedsNewDatabaseError(OversightError):
    """The database at ``where`` was created before, by another run."""

    key = "demo_needs_new_database"


class FileMissingError(UsageError):
    """There is no ``file``."""

    key = "file_missing"


class FileIsFolderError(UsageError):
    """A folder stands where a ``file`` was expected."""

    key = "file_is_folder"


class FileNotReadableError(OversightError):
    """The system does not let ``file`` be read (``detail``)."""

    key = "file_not_readable"


class FileTypeUnknownError(OversightError):
    """The name of ``file`` ends in none of the readable forms."""

    key = "file_type_unknown"


class FileEmptyError(OversightError):
    """There is nothing in ``file``."""

    key = "file_empty"


class FileEncryptedError(OversightError):
    """``file`` is protected by a password."""

    key = "file_encrypted"


class FileMismatchError(OversightError):
    """``file`` is called a ``named`` and is a ``found``."""

    key = "file_mismatch"


class FileMisnamedError(FileMismatchError):
    """``file`` is called a ``named`` and is a ``found``, which can be read too."""

    key = "file_misnamed"


class FileTooLargeError(OversightError):
    """``file`` has more than ``limit_mb`` megabytes, as it is or unpacked."""

    key = "file_too_large"


class FileTooManyRowsError(OversightError):
    """A sheet of ``file`` reaches over ``rows`` and ``columns``, past ``limit``."""

    key = "file_too_many_rows"


class FileBrokenError(OversightError):
    """``file`` was cut short, or is damaged."""

    key = "file_broken"


class FileNotTextError(OversightError):
    """The ``file`` is in no encoding that a .csv may have."""

    key = "file_not_text"


class KeyColumnMissingError(OversightError):
    """A sheet of ``file`` is like a ``kind``, but has no column of any of ``names``."""

    key = "key_column_missing"


class NoSheetRecognisedError(OversightError):
    """No sheet of ``file`` has the key columns of any workbook."""

    key = "no_sheet_recognised"


class UnknownCommandError(UsageError):
    """There is no command ``name``; ``known`` lists those that look alike, or all."""

    key = "unknown_command"


class ExtraArgumentError(UsageError):
    """``arguments`` stand behind a command (``path``) that does not take them."""

    key = "extra_argument"


class PortTakenError(MachineFailedError):
    """The web server's ``host`` and ``port`` are in use already."""

    key = "port_taken"


class HostUnknownError(MachineFailedError):
    """The machine has no address ``host`` to serve on (``port``)."""

    key = "host_unknown"


class OutputIsInputError(UsageError):
    """A copy was to be written over ``file``, the very file that it copies."""

    key = "output_is_input"


class OutputExistsError(UsageError):
    """There is a ``file`` already where another was to be written."""

    key = "output_exists"


class OutputNotAFolderError(UsageError):
    """Several copies need a folder, and ``file`` is a file."""

    key = "output_not_a_folder"


class ProfileFileTypeError(OversightError):
    """Profiles come as CSV or Parquet, and ``file`` is named as neither."""

    key = "profile_file_type"


class ProfileEncodingError(OversightError):
    """The text of ``file`` is neither UTF-8 nor GB18030."""

    key = "profile_encoding"


class NothingToCompleteError(OversightError):
    """Nobody has reported a month yet: there is nothing to work out."""

    key = "nothing_to_complete"


class ParkNotSimulatedError(OversightError):
    """Park ``code`` has not reported ``missing`` measures, which a simulation needs."""

    key = "park_not_simulated"


class OutOfRangeError(UsageError):
    """``name`` was given as ``value``, outside of ``low`` to ``high``, all as texts."""

    key = "out_of_range"


class TemplateWrongError(UsageError):
    """The template ``file`` is no presentation that slides can be built on."""

    key = "template_wrong"


class ChartUnknownError(UsageError):
    """A pack has no chart ``name``; ``known`` lists those that it has."""

    key = "chart_unknown"


class ChartEmptyError(OversightError):
    """The chart ``name`` has nothing to show in the period asked for."""

    key = "chart_empty"


class PeriodEmptyError(UsageError):
    """Nobody reported in ``period``; reports run from ``first`` to ``last``."""

    key = "period_empty"


class NothingReportedError(OversightError):
    """Nobody has reported a month yet: there is nothing to export."""

    key = "nothing_reported"


class CodeNeededError(UsageError):
    """A pack about a league-city or a park was asked for without its code."""

    key = "code_needed"


class ChartNeededError(UsageError):
    """A pack of one chart was asked for without naming it; ``known`` lists them."""

    key = "chart_needed"


class OutputUnwritableError(MachineFailedError):
    """``file`` cannot be made: no such folder, or no right to write there."""

    key = "output_unwritable"


class ExportCodeError(UsageError):
    """No league-city or park of the period has the ``code`` that a pack is about."""

    key = "export_code"


class SuffixUnknownError(UsageError):
    """A file ending in ``suffix`` cannot be written so; ``known`` lists what can."""

    key = "suffix_unknown"


class ManyPicturesError(UsageError):
    """There are ``count`` pictures, and one file that is no archive to hold them."""

    key = "many_pictures"


class ViewCodeWrongError(UsageError):
    """A snapshot code that no view has."""


class ViewCodeEmptyError(ViewCodeWrongError):
    """No code was typed."""

    key = "view_code_empty"


class ViewCodeLongError(ViewCodeWrongError):
    """A code has more than ``most`` characters."""

    key = "view_code_long"


class ViewCodeDataError(ViewCodeWrongError):
    """A code begins with ``part``, which is no date with a batch number."""

    key = "view_code_data"


class ViewCodeCheckError(ViewCodeWrongError):
    """The check characters of ``code`` do not fit the rest."""

    key = "view_code_check"


class ViewCodeFieldError(ViewCodeWrongError):
    """The ``part`` of a code asks for nothing."""

    key = "view_code_field"


class ViewCodePageError(ViewCodeWrongError):
    """There is no page called ``page``."""

    key = "view_code_page"


class SnapshotNewerError(OversightError):
    """The data of ``code`` are newer than ``last``, the latest that are here."""

    key = "snapshot_newer"


class SnapshotForeignError(OversightError):
    """Batch ``number`` was made here on ``day``, not when ``code`` says."""

    key = "snapshot_foreign"


class TalkNamelessError(UsageError):
    """A talk is saved without a name, or under one of more than ``most`` letters."""

    key = "talk_nameless"
