// Opens a workbook with a JavaScript library and saves it again, as other people's programs do.
//
//   node resave.mjs exceljs|sheetjs IN.xlsx OUT [IN.xlsx OUT …] [EDITS.json]
//
// OUT ends in .xlsx; SheetJS also writes .xlsb, .xls and .ods.
//
// EDITS.json, typed into the cells before saving: [{"sheet": "Carnet", "cell": "B5", "value": 1000}, …]
// A value is a number, a text, or {"date": "2026-03-01"} for a date.

import { readFileSync, writeFileSync } from "node:fs";
import ExcelJS from "exceljs";
import * as XLSX from "xlsx";

const DATE_FORMAT = "dd/mm/yyyy";
const DAY = 86_400_000;

const engines = {
  async exceljs(source, target, edits) {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(source);
    for (const { sheet, cell: address, value } of edits) {
      const cell = found(workbook.getWorksheet(sheet), sheet).getCell(address);
      if (isDate(value)) {
        cell.value = new Date(utc(value.date));
        if (cell.numFmt === undefined || cell.numFmt === "General") cell.numFmt = DATE_FORMAT;
      } else {
        cell.value = value;
      }
    }
    await workbook.xlsx.writeFile(target);
  },

  sheetjs(source, target, edits) {
    // cellNF keeps the number formats: without it every date comes out as a bare serial number.
    const workbook = XLSX.read(readFileSync(source), { cellNF: true });
    const since1904 = workbook.Workbook?.WBProps?.date1904 === true;
    for (const { sheet, cell: address, value } of edits) {
      const cells = found(workbook.Sheets[sheet], sheet);
      const format = cells[address]?.z;
      cells[address] = sheetjsCell(value, format, since1904);
      cells["!ref"] = widened(cells["!ref"], address);
    }
    writeFileSync(target, XLSX.write(workbook, { type: "buffer", bookType: bookType(target), compression: true }));
  },
};

function bookType(target) {
  const ending = target.split(".").pop();
  if (!["xlsx", "xlsb", "xls", "ods"].includes(ending)) throw new Error(`no format for .${ending}`);
  return ending === "xls" ? "biff8" : ending;
}

function sheetjsCell(value, format, since1904) {
  if (isDate(value)) {
    const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
    const z = format === undefined || format === "General" ? DATE_FORMAT : format;
    return { t: "n", v: (utc(value.date) - epoch) / DAY, z };
  }
  return { t: typeof value === "number" ? "n" : "s", v: value, ...(format !== undefined && { z: format }) };
}

function widened(reference, address) {
  const cell = XLSX.utils.decode_cell(address);
  const range = reference === undefined ? { s: cell, e: cell } : XLSX.utils.decode_range(reference);
  return XLSX.utils.encode_range({
    s: { r: Math.min(range.s.r, cell.r), c: Math.min(range.s.c, cell.c) },
    e: { r: Math.max(range.e.r, cell.r), c: Math.max(range.e.c, cell.c) },
  });
}

function isDate(value) {
  return typeof value === "object" && value !== null && "date" in value;
}

function utc(date) {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`not a date (YYYY-MM-DD): ${date}`);
  return milliseconds;
}

function found(sheet, name) {
  if (sheet === undefined) throw new Error(`no sheet named ${JSON.stringify(name)}`);
  return sheet;
}

function checked(edits) {
  for (const edit of edits) {
    const { sheet, cell, value } = edit;
    const typed = typeof value === "number" || typeof value === "string" || isDate(value);
    if (typeof sheet !== "string" || !/^[A-Z]{1,3}[1-9]\d*$/.test(cell) || !typed) {
      throw new Error(`not an edit: ${JSON.stringify(edit)}`);
    }
  }
  return edits;
}

const [engine, ...files] = process.argv.slice(2);
const editsFile = files.at(-1)?.endsWith(".json") ? files.pop() : undefined;
if (!Object.hasOwn(engines, engine ?? "") || files.length === 0 || files.length % 2 === 1) {
  console.error("usage: node resave.mjs exceljs|sheetjs IN.xlsx OUT [IN.xlsx OUT …] [EDITS.json]");
  process.exit(2);
}
try {
  const edits = editsFile === undefined ? [] : checked(JSON.parse(readFileSync(editsFile, "utf8")));
  for (let at = 0; at < files.length; at += 2) await engines[engine](files[at], files[at + 1], edits);
} catch (error) {
  console.error(`${engine}: ${error.message}`);
  process.exit(1);
}
