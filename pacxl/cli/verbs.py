"""What the commands do their work with, each loaded when a command first asks for it: the help and the refusals of a
command line need none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pacxl.lazy import loaded_when_asked

if TYPE_CHECKING:
    from pacxl.books.ecarts.ecarts_book import KEY as ECARTS
    from pacxl.books.identity import settings_of
    from pacxl.books.pac import KEY as PLAN
    from pacxl.books.reglages_contents import reglages_contents
    from pacxl.cli.output.json_report import (
        CELLS,
        json_completion,
        json_fullness,
        json_roster,
        json_schema,
        json_submissions,
        json_understood,
        print_json,
    )
    from pacxl.cli.output.team import show_fullness, show_roster, show_totals
    from pacxl.cli.output.understood import show_understood
    from pacxl.consolidation.consolidate import consolidate
    from pacxl.consolidation.roster import roster
    from pacxl.consolidation.variance import variance
    from pacxl.crm.carnet_plan import carnet_plan, carnet_stages_taken, carnet_with_stages_of
    from pacxl.crm.exported import open_export
    from pacxl.crm.update import DEAL_BY_DEAL, update_findings_in_order, updated_plan
    from pacxl.duplicates.decisions_file import load_decisions
    from pacxl.findings.frame import findings_frame
    from pacxl.jobs.answer import Answering
    from pacxl.jobs.demo import run_demo
    from pacxl.jobs.prepare import PlanToPrepare, prepare_each, prepared_file_names, prepared_for_nobody
    from pacxl.jobs.totals import totals_of_team, totals_proved
    from pacxl.reading.folder import search_folder, workbooks
    from pacxl.reading.load import load_correspondences, load_people, load_settings
    from pacxl.reading.proposed import propose
    from pacxl.reading.read import read_all
    from pacxl.relecture.read_over import read_over
    from pacxl.settings.text import load_toml
    from pacxl.settings.text import templates as built_in
    from pacxl.sources.cache import size_of_cache
    from pacxl.sources.executors import dask_executor
    from pacxl.way_back.repair import repair
    from pacxl.way_back.together import together
    from pacxl.worker.pool import start_ahead
    from pacxl.writing.export import export, export_records, export_tables, partitioned
    from pacxl.writing.write import write

# Where each of the names above stands.
_PLACES = {
    "Answering": "pacxl.jobs.answer.Answering",
    "PlanToPrepare": "pacxl.jobs.prepare.PlanToPrepare",
    "prepare_each": "pacxl.jobs.prepare.prepare_each",
    "prepared_file_names": "pacxl.jobs.prepare.prepared_file_names",
    "prepared_for_nobody": "pacxl.jobs.prepare.prepared_for_nobody",
    "totals_of_team": "pacxl.jobs.totals.totals_of_team",
    "totals_proved": "pacxl.jobs.totals.totals_proved",
    "CELLS": "pacxl.cli.output.json_report.CELLS",
    "DEAL_BY_DEAL": "pacxl.crm.update.DEAL_BY_DEAL",
    "ECARTS": "pacxl.books.ecarts.ecarts_book.KEY",
    "PLAN": "pacxl.books.pac.KEY",
    "updated_plan": "pacxl.crm.update.updated_plan",
    "built_in": "pacxl.settings.text.templates",
    "carnet_plan": "pacxl.crm.carnet_plan.carnet_plan",
    "carnet_stages_taken": "pacxl.crm.carnet_plan.carnet_stages_taken",
    "carnet_with_stages_of": "pacxl.crm.carnet_plan.carnet_with_stages_of",
    "consolidate": "pacxl.consolidation.consolidate.consolidate",
    "dask_executor": "pacxl.sources.executors.dask_executor",
    "export": "pacxl.writing.export.export",
    "export_records": "pacxl.writing.export.export_records",
    "export_tables": "pacxl.writing.export.export_tables",
    "findings_frame": "pacxl.findings.frame.findings_frame",
    "json_completion": "pacxl.cli.output.json_report.json_completion",
    "json_fullness": "pacxl.cli.output.json_report.json_fullness",
    "json_roster": "pacxl.cli.output.json_report.json_roster",
    "json_schema": "pacxl.cli.output.json_report.json_schema",
    "json_submissions": "pacxl.cli.output.json_report.json_submissions",
    "json_understood": "pacxl.cli.output.json_report.json_understood",
    "load_correspondences": "pacxl.reading.load.load_correspondences",
    "load_decisions": "pacxl.duplicates.decisions_file.load_decisions",
    "load_people": "pacxl.reading.load.load_people",
    "load_settings": "pacxl.reading.load.load_settings",
    "load_toml": "pacxl.settings.text.load_toml",
    "open_export": "pacxl.crm.exported.open_export",
    "print_json": "pacxl.cli.output.json_report.print_json",
    "partitioned": "pacxl.writing.export.partitioned",
    "propose": "pacxl.reading.proposed.propose",
    "read_all": "pacxl.reading.read.read_all",
    "read_over": "pacxl.relecture.read_over.read_over",
    "reglages_contents": "pacxl.books.reglages_contents.reglages_contents",
    "repair": "pacxl.way_back.repair.repair",
    "roster": "pacxl.consolidation.roster.roster",
    "run_demo": "pacxl.jobs.demo.run_demo",
    "search_folder": "pacxl.reading.folder.search_folder",
    "settings_of": "pacxl.books.identity.settings_of",
    "show_fullness": "pacxl.cli.output.team.show_fullness",
    "show_roster": "pacxl.cli.output.team.show_roster",
    "show_totals": "pacxl.cli.output.team.show_totals",
    "show_understood": "pacxl.cli.output.understood.show_understood",
    "size_of_cache": "pacxl.sources.cache.size_of_cache",
    "start_ahead": "pacxl.worker.pool.start_ahead",
    "together": "pacxl.way_back.together.together",
    "update_findings_in_order": "pacxl.crm.update.update_findings_in_order",
    "variance": "pacxl.consolidation.variance.variance",
    "workbooks": "pacxl.reading.folder.workbooks",
    "write": "pacxl.writing.write.write",
}
if not TYPE_CHECKING:
    __getattr__ = loaded_when_asked(__name__, _PLACES)
