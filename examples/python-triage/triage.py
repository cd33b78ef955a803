"""Complaint triage in plain OpenTelemetry: the workflow of examples/complaint-triage, without a Casebook SDK."""

import json

from casebook_spans import audited, judge, judged_facts, start, step

REFUND_DAYS = 30
CONFIDENCE_FLOOR = 0.6


def route_complaint(kind, condition, days):
    """The policy, with each condition recorded where it is evaluated."""
    facts = {**judged_facts("type", kind), **judged_facts("condition", condition), "days": {"value": days}}

    def decide(b):
        if b.when(f"type.confidence < {CONFIDENCE_FLOOR}", kind.confidence < CONFIDENCE_FLOOR, ["type.confidence"]):
            return "escalate_low_confidence"
        if b.when('type === "refund"', kind.output == "refund", ["type"]):
            if b.when(f"days <= {REFUND_DAYS}", days <= REFUND_DAYS, ["days"]) and b.when(
                'condition === "unopened"', condition.output == "unopened", ["condition"]
            ):
                return "approve_refund"
            return "escalate_refund"
        if b.when('type === "fraud"', kind.output == "fraud", ["type"]):
            return "flag_for_review"
        if b.when('type === "shipping"', kind.output == "shipping", ["type"]):
            return "open_carrier_ticket"
        return "hand_to_human"

    return audited("route_complaint", decide, facts)


def triage(complaint, orders):
    """One execution: two judgments, a fact, the policy, an action."""
    subject = {"casebook.subject.type": "complaint", "casebook.subject.id": complaint["id"]}
    with step("workflow", "python-triage", **subject, **{"casebook.input": json.dumps(complaint)}) as span:
        given = {"text": complaint["text"]}
        choices = ["refund", "fraud", "shipping", "other"]
        kind = judge("complaint_type", 0, given=given, choices=choices, answer=read_type)
        choices = ["unopened", "opened", "damaged", "unknown"]
        condition = judge("item_condition", 1, given=given, choices=choices, answer=read_condition, task="extract")
        with step("fact", "order", **{"casebook.seq": 2, "casebook.key": "order#0"}) as fact:
            order = orders[complaint["id"]]
            fact.set_attribute("casebook.output", json.dumps(order))
        arm = route_complaint(kind, condition, order["days_since_delivery"])
        effect = {"casebook.seq": 3, "casebook.key": f"{arm}#0", "casebook.action.effect": True}
        with step("action", arm, **effect, **{"casebook.input": json.dumps({"complaint": complaint["id"]})}) as action:
            action.set_attribute("casebook.output", json.dumps({"receipt": f"{arm}-{complaint['id']}"}))
        span.set_attribute("casebook.output", json.dumps(arm))
        return arm


def read_type(given):
    """Stands in for a model: looks for words. Ask yours here."""
    words = {"refund": "money back", "fraud": "not me", "shipping": "arrived"}
    found = [answer for answer, word in words.items() if word in given["text"].lower()]
    return (found[0], 0.93, "words-1") if found else ("other", 0.41, "words-1")


def read_condition(given):
    """Stands in for a model, too."""
    found = [word for word in ("unopened", "opened", "damaged") if word in given["text"].lower()]
    return (found[0], 0.88, "words-1") if found else ("unknown", 0.97, "words-1")


COMPLAINTS = [
    {"id": "PY-1", "text": "I want my money back, the kettle is still unopened."},
    {"id": "PY-2", "text": "I want my money back, I opened it and it hums."},
    {"id": "PY-3", "text": "It never arrived."},
    {"id": "PY-4", "text": "Who bought this? It was not me."},
    {"id": "PY-5", "text": "Hm."},
    {"id": "PY-6", "text": "Money back please, unopened since spring."},
]
DAYS = {"PY-1": 12, "PY-2": 12, "PY-3": -2, "PY-4": 3, "PY-5": 9, "PY-6": 45}
ORDERS = {id: {"order_value": 40, "days_since_delivery": days, "tier": "basic"} for id, days in DAYS.items()}

if __name__ == "__main__":
    provider = start("python-triage", "1.0.0")
    for one in COMPLAINTS:
        print(f"{one['id']}  {triage(one, ORDERS)}  {one['text']}")
    provider.shutdown()
