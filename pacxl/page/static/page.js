// What the page does better with a script; without one, the forms and the links do the whole job.
"use strict";

for (const section of document.querySelectorAll("[data-progress]")) {
  const bar = section.querySelector("progress");
  const told = section.querySelector("output");
  const look = async () => {
    try {
      const answer = await fetch(section.dataset.progress);
      const { goes_on: goesOn, done, total } = await answer.json();
      if (!goesOn) return location.reload();
      if (total) bar.max = total;
      bar.value = done;
      told.textContent = `${done} / ${bar.max}`;
    } catch {
      return; // pacxl has stopped
    }
    setTimeout(look, 400);
  };
  setTimeout(look, 400);
}

// The files of what was dragged here, folders opened however deep.
const filesOf = async (entry) => {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const inside of some) found.push(...(await filesOf(inside)));
  }
};

for (const form of document.querySelectorAll("[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    const found = items.map((item) => [item.webkitGetAsEntry(), item.getAsFile()]); // now: they are gone after a wait
    const dropped = new DataTransfer();
    for (const [entry, alone] of found) {
      for (const file of entry ? await filesOf(entry) : [alone]) dropped.items.add(file);
    }
    if (!dropped.files.length) return;
    input.files = dropped.files;
    form.requestSubmit();
  });
}
