"""What the server says where the program refuses: by the code of the refusal, as patterns.

A case that is refused for something else than it names would not see its own check go.
"""

from __future__ import annotations

from collections.abc import Mapping

STATE = "this micro-credential is"
RIGHT = "takes the right"
HELD = "role .* is not held for this micro-credential"
WITHDRAWN = "a decision is withdrawn once, on that day, with a reason"
SAID: Mapping[str, str] = {
    "no_right": f"{RIGHT}|this takes the right to record",
    "absence_of_another": "an absence is told by whose it is",
    "other_statement": "a statement says whose it is, of which days and over what",
    "bad_number": "a number is one line that has room on paper",
    "bad_essentials": "an essential is such as forms take it",
    "bad_days": "a statement says whose it is, of which days and over what",
    "term": "an absence has a first and a last day",
    "lead_only": "is appointed by one|makes a CTL lead|is put away by a CTL lead",
    "deans_only": "records the decisions of her Dean only",
    "never_decides": "a Dean's secretary decides for nobody",
    "last_lead": "the last CTL lead stays",
    "scope": "an office is held for its scope",
    "own_entry": "nobody puts away the entry that is their own",
    "same_entry": "goes over, or is held by the entry that stays",
    "idea_closed": "this idea was taken up or put away",
    "code_taken": "this code is taken",
    "cancelled": f"{STATE} cancelled",
    "completed": f"{STATE} completed",
    "wrong_status": STATE,
    "not_ended": f"{STATE} active",
    "on_hold": "what rests does not move",
    "gate_not_met": "the gate is not met",
    "no_way": "there is no way",
    "exception_incomplete": "an exception says why, by whom, and what is owed",
    "paid": "what was delivered was noted already",
    "office": "is no part in a team",
    "frozen": "what is frozen is opened before it is changed",
    "unsaid": "what is decided is said before it is signed",
    "decided": "what was decided and signed stays as it was said",
    "not_theirs": "what was left open at freezing is supplied by whom it is asked of",
    "frozen_inside": "this form was frozen here",
    "by_module": "this form is frozen module by module",
    "part_frozen": "a part that is frozen is opened first",
    "no_scope": "a form is opened for the present round, as its definition says",
    "not_taken_over": "only what was taken over has essentials",
    "not_letter": "only a letter covers several micro-credentials",
    "bad_block": "a few numbers are reserved at a time",
    "bad_id": "a series has one count",
    "bad_digest": "a file is named by its SHA-256, or by a link",
    "not_sealed_here": "a PDF is called sealed by whose decision its last seal is for",
    "bad_link": "a link that runs a program is not kept",
    "in_use": "this file is the original of a form",
    "not_unfiled": "does not change this of file",
    "unknown": "the evidence of a decision is a file of its micro-credential",
    "other_card": "the evidence of a decision is a file of its micro-credential",
    "field": "a removal names a place that is there",
    "reason": "with a reason|says when, by whom and why",
    "decision": "does not decide so over this form",
    "not_a_signer": "does not decide so over",
    "not_in_role": HELD,
    "not_you": "decides? for themselves|by whom it names|registers their own key",
    "made_today": "a decision in the program is made today",
    "future": "a decision is not made in the future|began by that day",
    "locked_key": "who has a key, or had one, decides with a key",
    "no_key": "who has a key, or had one, decides with a key",
    "capacity": "by a letter that holds on that day|says in which capacity",
    "letter_term": "by a letter that holds on that day",
    "withdrawn": WITHDRAWN,
    "bad_key": "a key is registered once, and has not ended",
    "known_key": "does not change this of signing_key",
    "key_ended": "this key was ended already",
    "closed": "this period is closed already",
    "signed_twice": "this register is signed already",
    "past_day": "a definition binds from today on, or later",
    "binds_now": "a definition that binds is not taken back",
    "changed_here": "it belongs to this team",
    "kept_back": "does not change setting",
    "ours": "nobody of this team decides by what is brought in",
    "never_undone": "cannot be undone",
    "changed_since": "an undo puts back what was there before, and nothing else",
    "not_yours": "a remark is taken back by who wrote it",
    "works_here": "who works here stays in the directory",
}
COUNTED = "the days in a stage are counted, not written"
ARCHIVE = "the archive has what has ended"
FALLS = "a form of before does not fall by this move"
PLACE = "this bears the id of another place|a record stays where it is"
MATCHED = "entries become one where they are matched"
EVIDENCE = "evidence is filed by who may|a scan that is owed is delivered by a file"
FORGERIES: Mapping[str, str] = {
    "CreateCard": "goes by the definitions that bind on its day|there is no stage|not whole: a card"
                  "|what is new has not rested|only what was taken over has essentials",
    "HoldCard": "CardHeld makes it on_hold on that day",
    "HaltCard": "CardHalted makes it halted on that day",
    "ResumeCard": f"{COUNTED}|CardResumed makes it active on that day",
    "ReopenCard": f"{ARCHIVE}|CardReopened makes it active on that day",
    "MoveCard": f"{COUNTED}|{FALLS}",
    "CompleteCard": "CardCompleted makes it completed on that day",
    "ArchiveCard": f"{ARCHIVE}|{STATE} active",
    "RetrieveCard": ARCHIVE,
    "ClosePeriod": ARCHIVE,
    "RecordCorrection": "it is done in one's own name: made_by",
    "FillForm": PLACE,
    "OpenForm": PLACE,
    "AddRow": "a place in an order is written in letters and digits",
    "CloseComment": "does not change this of comment",
    "SignForm": "a decision is recorded when it is made, or behind a later one",
    "AttachFile": EVIDENCE,
    "WithdrawSignOff": WITHDRAWN,
    "SettleAttention": "everybody settles what is their own",
    "SetAbsence": "it is done in one's own name: set_by",
    "EndAbsence": "does not change this of absence",
    "EndOffice": "does not change this of office",
    "ChangePerson": MATCHED,
    "AddPerson": MATCHED,
    "MatchEntry": "nobody puts away the entry that is their own",
    "UndoEvent": "an undo puts back what was there before, and nothing else: form",
}  # fmt: skip
"""Of what no program sends, by the command under whose name it comes."""
