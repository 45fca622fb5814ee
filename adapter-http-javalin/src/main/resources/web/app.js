const api = "/api/v1";
const by = (id) => document.getElementById(id);
const talk = by("talk");
const sessions = new Map(); // assistant id → session id
let running = null;

const key = () => sessionStorage.getItem("footnote.key");
const headers = () => ({ Authorization: `Bearer ${key()}`, "Content-Type": "application/json" });

function notice(text) {
  by("notice").textContent = text;
  by("notice").hidden = !text;
}

async function call(path, options = {}) {
  const response = await fetch(api + path, { ...options, headers: headers() });
  const body = await response.json();
  if (body.code !== 0 || body.data === false) throw new Error(body.message || "The server refused.");
  return body.data;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function open() {
  by("key-form").hidden = Boolean(key());
  if (!key()) return by("key").focus();
  try {
    const chats = await call("/chats?page_size=100");
    const pick = by("assistant");
    pick.replaceChildren(...chats.map((chat) => new Option(chat.name, chat.id)));
    const ready = chats.length > 0;
    for (const id of ["assistant", "question", "send"]) by(id).disabled = !ready;
    talk.replaceChildren(element("p", "empty",
      ready ? "Ask a question. Every sentence of the answer shows where it comes from."
            : "There is no assistant yet. ./footnote demo makes one."));
    notice("");
    if (ready) by("question").focus();
  } catch (failure) {
    sessionStorage.removeItem("footnote.key");
    by("key-form").hidden = false;
    notice(failure.message);
  }
}

async function session(chat, name) {
  if (!sessions.has(chat)) {
    const made = await call(`/chats/${chat}/sessions`, { method: "POST", body: JSON.stringify({ name: name.slice(0, 80) }) });
    sessions.set(chat, made.id);
  }
  return sessions.get(chat);
}

/** Reads server-sent events; yields the JSON of each data line. */
async function* frames(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line.startsWith("data:")) yield JSON.parse(line.slice(5));
  }
}

/** Shows an answer: text, and behind it a button for each marker. Markers come whole, never split. */
class Answer {
  constructor(question) {
    talk.querySelector(".empty")?.remove();
    talk.append(element("p", "question", question));
    this.thinking = element("p", "thinking");
    this.thinking.hidden = true;
    this.body = element("div", "answer waiting");
    this.meta = element("p", "meta");
    talk.append(this.thinking, this.body, this.meta);
    this.length = 0;
    this.citations = [];
    this.chunks = [];
    this.isThinking = false;
    talk.setAttribute("aria-busy", "true");
  }

  take(data) {
    if (data.start_to_think) { this.isThinking = true; this.thinking.hidden = false; }
    if (data.end_to_think) this.isThinking = false;
    if (this.isThinking) { this.thinking.append(data.answer ?? ""); return; }
    if (data.reference?.citations) this.citations.push(...(data.final ? [] : data.reference.citations));
    if (data.final) {
      this.chunks = data.reference?.chunks ?? [];
      this.citations = data.reference?.citations ?? this.citations;
      this.summary();
    }
    this.write(data.answer ?? "");
    if (innerHeight + scrollY > document.body.scrollHeight - 300) scrollTo(0, document.body.scrollHeight);
  }

  write(text) {
    for (const part of text.split(/(\[ID:\d+\])/)) {
      const marker = /^\[ID:(\d+)\]$/.exec(part);
      if (marker) this.cite(Number(marker[1]), this.length);
      else if (part) this.body.append(part);
      this.length += part.length;
    }
  }

  cite(chunk, at) {
    const button = element("button", "cite", String(chunk + 1));
    button.type = "button";
    button.setAttribute("aria-label", `Source ${chunk + 1}`);
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => show(this, chunk, at, button));
    this.body.append(button);
  }

  summary() {
    const used = new Set(this.citations.filter((c) => c.verdict === "supported").map((c) => c.chunk));
    const names = [...new Set([...used].map((n) => this.chunks[n]?.document_name).filter(Boolean))];
    if (names.length) this.meta.textContent = `Sources: ${names.join(", ")}`;
  }

  end(note) {
    this.body.classList.remove("waiting");
    talk.setAttribute("aria-busy", "false");
    if (note) this.meta.textContent = note;
  }
}

async function show(answer, chunk, at, button) {
  const found = answer.chunks[chunk];
  if (!found) return;
  document.querySelectorAll('.cite[aria-expanded="true"]').forEach((b) => b.setAttribute("aria-expanded", "false"));
  button.setAttribute("aria-expanded", "true");
  const citation = answer.citations.filter((c) => c.chunk === chunk)
    .reduce((best, c) => (!best || Math.abs(c.answer[1] - at) < Math.abs(best.answer[1] - at) ? c : best), null);
  const [start, end] = citation?.source ?? [0, found.content.length];
  const passage = element("span");
  const mark = element("mark", "", found.content.slice(start, end));
  passage.append(found.content.slice(0, start), mark, found.content.slice(end));
  by("source-title").textContent = found.document_name;
  by("source-text").replaceChildren(passage);
  by("source").hidden = false;
  const back = () => { by("source").hidden = true; button.setAttribute("aria-expanded", "false"); button.focus(); };
  by("source-close").onclick = back;
  by("source").onkeydown = (event) => { if (event.key === "Escape") back(); };
  by("source").focus();
  try { // the passage in its document
    const { chunks } = await call(`/datasets/${found.dataset_id}/documents/${found.document_id}/chunks?page_size=1000`);
    const parts = chunks.map((other) => (other.id === found.id ? passage : element("span", "other", other.content)));
    if (parts.includes(passage)) by("source-text").replaceChildren(...parts.flatMap((part) => [part, "\n"]));
  } catch { /* the document is gone: the passage alone is shown */ }
  mark.scrollIntoView({ block: "center" });
}

async function ask(question) {
  const chat = by("assistant").value;
  const answer = new Answer(question);
  running = { abort: new AbortController(), chat, turn: null };
  by("send").hidden = true;
  by("stop").hidden = false;
  let note = "";
  try {
    const response = await fetch(`${api}/chats/${chat}/completions`, {
      method: "POST", headers: headers(), signal: running.abort.signal,
      body: JSON.stringify({ question, session_id: await session(chat, question), stream: true }),
    });
    if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
      const refused = await response.json();
      throw new Error(refused.message || refused.data?.answer);
    }
    for await (const frame of frames(response)) {
      if (frame.code !== 0) note = frame.message;
      else if (frame.data !== true) { running.turn = frame.data.id ?? running.turn; answer.take(frame.data); }
    }
  } catch (failure) {
    note = failure.name === "AbortError" ? "Stopped." : failure.message;
  } finally {
    answer.end(note);
    running = null;
    by("send").hidden = false;
    by("stop").hidden = true;
    by("question").focus();
  }
}

by("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem("footnote.key", by("key").value.trim());
  open();
});
by("ask-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = by("question").value.trim();
  if (!question || running) return;
  by("question").value = "";
  ask(question);
});
by("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); by("ask-form").requestSubmit(); }
});
by("stop").addEventListener("click", async () => {
  const { chat, turn, abort } = running ?? {};
  if (turn) await call(`/chats/${chat}/completions/${turn}/stop`, { method: "POST", body: "{}" }).catch(() => abort.abort());
  else abort?.abort();
});
by("assistant").addEventListener("change", () => talk.replaceChildren());
open();
