"""Casebook's attributes written by hand: what each one means is in docs/reference/wire.md."""

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

tracer = trace.get_tracer("python-triage")
folder = Path(__file__).parent


def start(service, version):
    """Sends spans to CASEBOOK_URL with the key CASEBOOK_API_KEY; shut the provider down at the end."""
    exporter = OTLPSpanExporter(
        endpoint=os.environ["CASEBOOK_URL"].rstrip("/") + "/v1/traces",
        headers={"authorization": f"Bearer {os.environ['CASEBOOK_API_KEY']}"},
    )
    provider = TracerProvider(resource=Resource.create({"service.name": service, "service.version": version}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return provider


@contextmanager
def step(kind, name, **attributes):
    """A span of one kind around a block. What identifies it is set at its start; an exception is recorded and goes on."""
    known = {"casebook.kind": kind, "casebook.name": name, **attributes}
    with tracer.start_as_current_span(name, attributes=known) as span:
        try:
            yield span
        except Exception as error:
            described = {"name": type(error).__name__, "message": str(error)}
            span.set_attributes({"casebook.error": json.dumps(described), "error.type": described["name"]})
            raise


class Judgment:
    """A model's answer, and the span that conditions point at."""

    def __init__(self, span, output, confidence):
        self.output = output
        self.confidence = confidence
        self.span_id = format(span.get_span_context().span_id, "016x")

    def link(self, field):
        return [{"spanId": self.span_id, "via": "value", "field": field}]


def judge(point, seq, *, given, choices, answer, task="classify"):
    """Asks one question. `answer` gets the input and gives `(output, confidence, model)`."""
    asked = {"casebook.seq": seq, "casebook.key": f"{point}#0", "casebook.input": json.dumps(given)}
    asked |= {"casebook.judgment.task": task, "casebook.judgment.choices": json.dumps(choices)}
    with step("judgment", point, **asked) as span:
        output, confidence, model = answer(given)
        span.set_attributes({"casebook.output": json.dumps(output), "gen_ai.request.model": model})
        span.set_attributes({"casebook.judgment.confidence": confidence, "casebook.judgment.decider": "model"})
        return Judgment(span, output, confidence)


class Branch:
    """One run of a decision: its conditions in the order they were evaluated."""

    def __init__(self, facts):
        self.facts = facts
        self.path = []

    def when(self, text, value, reads):
        """Records one condition. `reads` names the facts it read; the line is the caller's."""
        line = sys._getframe(1).f_lineno
        operands = [{"text": name, **self.facts[name]} for name in reads]
        self.path.append({
            "at": [line, 0, line, 0], "text": text, "kind": "if", "value": value,
            "arm": "then" if value else "else", "operands": operands,
        })
        return value


def judged_facts(name, judgment):
    """A judgment as facts: its output by its name, and its confidence beside it."""
    return {
        name: {"value": judgment.output, "judgments": judgment.link("output")},
        f"{name}.confidence": {"value": judgment.confidence, "judgments": judgment.link("confidence")},
    }


def audited(name, decide, facts):
    """Runs `decide(branch)`, which gives the arm, as a branch span."""
    code = decide.__code__
    where = {"code.file.path": str(Path(code.co_filename).relative_to(folder.parent.parent))}
    where |= {"code.function.name": code.co_name, "code.line.number": code.co_firstlineno}
    with step("branch", name, **{"casebook.branch.facts": json.dumps(facts)}, **where) as span:
        branch = Branch(facts)
        arm = decide(branch)
        span.set_attributes({"casebook.branch.path": json.dumps(branch.path)})
        span.set_attributes({"casebook.branch.arm": arm, "casebook.branch.outcome": json.dumps(arm)})
        return arm
