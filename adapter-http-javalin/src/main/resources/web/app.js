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

const counted = (sentences) => `${sentences} ${sentences === 1 ? "sentence" : "sentences"}`;

function opened(isOpen) {
  by("key-form").hidden = isOpen;
  for (const id of ["pick", "ask-form"]) by(id).hidden = !isOpen;
  if (!isOpen) by("key").focus();
}

/** Begins anew, with nothing said. */
function fresh() {
  const ready = by("assistant").options.length > 0;
  sessions.clear();
  closeSource();
  talk.replaceChildren(element("p", "empty",
    ready ? "Ask a question. Every sentence of the answer shows where it comes from."
          : "There is no assistant yet. ./footnote demo makes one."));
  for (const id of ["assistant", "question", "send"]) by(id).disabled = !ready;
}

async function open() {
  opened(Boolean(key()));
  if (!key()) return;
  try {
    const chats = await call("/chats?page_size=100");
    by("assistant").replaceChildren(...chats.map((chat) => new Option(chat.name, chat.id)));
    notice("");
    fresh();
    by("question").focus();
  } catch (failure) {
    const unreachable = failure instanceof TypeError; // says nothing about the key
    if (!unreachable) sessionStorage.removeItem("footnote.key");
    opened(false);
    notice(unreachable ? "The server does not answer." : failure.message);
  }
}

const refusals = {
  access_denied: "The sign-in was cancelled.",
  email_missing: "No e-mail address came from there.",
  email_unverified: "Your e-mail address is not verified there.",
  invalid_state: "That took too long, or was begun elsewhere. Please try again.",
  no_account: "You have no account here.",
  user_inactive: "Your account is switched off.",
};

async function web(path, session, method = "GET") {
  const response = await fetch(`/v1/${path}`, { method, headers: session ? { Authorization: session } : {} });
  const { code, message, data } = await response.json();
  if (code !== 0) throw new Error(message);
  return data;
}

/** Trades the session that a sign-in ended with for a key of the account, and ends it. */
async function keyOf(session) {
  const lasting = (await web("system/token_list", session)).find((one) => one.token && !one.expires_at);
  const { token } = lasting ?? await web("system/new_token", session, "POST");
  await web("user/logout", session);
  return token;
}

/** Comes back from a channel, if this tab has gone there: a link of somebody else's signs nobody in. */
async function arrive() {
  const session = new URLSearchParams(location.hash.slice(1)).get("auth");
  const refused = new URLSearchParams(location.search).get("error");
  if (!session && !refused) return;
  history.replaceState(null, "", "/");
  const left = sessionStorage.getItem("footnote.left");
  sessionStorage.removeItem("footnote.left");
  if (refused) throw new Error(refusals[refused] ?? "The sign-in did not work.");
  if (left) sessionStorage.setItem("footnote.key", await keyOf(session));
}

/** A button for each channel to sign in by. */
async function offer() {
  const channels = await web("user/login/channels");
  by("channels").replaceChildren(...channels.map(({ channel, display_name }) => {
    const link = element("a", "channel", `Sign in with ${display_name}`);
    link.href = `/v1/user/login/${channel}`;
    link.addEventListener("click", () => sessionStorage.setItem("footnote.left", channel));
    return link;
  }));
  by("channels").hidden = channels.length === 0;
}

async function begin() {
  let failure = "";
  await arrive().catch((refused) => { failure = refused.message; });
  await offer().catch(() => {}); // without them a key opens the page
  await open();
  if (failure) notice(failure);
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

/**
 * Shows an answer: text, and a button for each marker. Markers come whole, never split. Sources are numbered as they
 * appear.
 */
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
    this.numbers = new Map(); // chunk → number
    this.wanted = null; // what to show once the chunks have come
    this.isThinking = false;
    talk.setAttribute("aria-busy", "true");
  }

  take(data) {
    if (data.start_to_think) { this.isThinking = true; this.thinking.hidden = false; }
    if (data.end_to_think) this.isThinking = false;
    if (this.isThinking) { this.thinking.append(data.answer ?? ""); return; }
    const found = data.reference?.citations ?? [];
    if (data.final) {
      this.chunks = data.reference?.chunks ?? [];
      this.citations = data.reference?.citations ?? this.citations;
      this.ledger = data.reference?.ledger;
    } else if (found.length) {
      this.citations.push(...found);
      this.judge(found[0]);
    }
    if (data.checked) this.meta.replaceChildren(element("span", "note", `${counted(data.checked.sentences)} checked`));
    this.write(data.answer ?? "");
    if (data.final) this.summary();
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

  /** Puts the sentence that has just ended into an element of its own, unless it is supported. */
  judge({ answer: [start, end], verdict, flagged }) {
    if (verdict === "supported") return;
    this.body.normalize();
    const last = this.body.lastChild;
    if (last?.nodeType !== Node.TEXT_NODE || last.data.length < end - start) return;
    const sentence = element("span", `weak ${verdict}`);
    last.splitText(last.data.length - (end - start));
    sentence.append(this.body.lastChild);
    sentence.title = verdict === "partial" ? "The sources support this only in part." : "No source supports this.";
    this.body.append(sentence);
    if (flagged) this.body.classList.add("marked");
  }

  cite(chunk, at) {
    if (!this.numbers.has(chunk)) this.numbers.set(chunk, this.numbers.size + 1);
    const number = this.numbers.get(chunk);
    const button = element("button", "cite", String(number));
    button.type = "button";
    button.setAttribute("aria-label", `Source ${number}`);
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => show(this, chunk, at, button));
    const together = element("span", "together");
    together.append(this.lastWord(), button);
    this.body.append(together);
  }

  /** Takes the last word off the text, so that a marker can stay on its line; long words only in part. */
  lastWord() {
    this.body.normalize();
    const last = this.body.lastChild;
    if (last?.nodeType !== Node.TEXT_NODE) return "";
    const text = last.data.trimEnd();
    const word = /\S{1,20}$/.exec(text)?.[0] ?? "";
    last.data = text.slice(0, text.length - word.length);
    return word;
  }

  /** Lists the documents behind the markers, each with its numbers. */
  summary() {
    const documents = new Map();
    for (const [chunk, number] of this.numbers) {
      const name = this.chunks[chunk]?.document_name;
      if (name) documents.set(name, [...(documents.get(name) ?? []), number]);
    }
    this.meta.replaceChildren(...[...documents].map(([name, numbers]) => {
      const line = element("span", "origin", ` ${name}`);
      line.prepend(element("b", "", numbers.join(", ")));
      return line;
    }), ...this.groundedness());
    this.wanted?.();
  }

  /** How many sentences are supported; pressed, it marks the others. */
  groundedness() {
    if (!this.ledger) return [];
    const { sentences, supported, withheld } = this.ledger;
    const figure = `${supported} of ${counted(sentences)} supported`;
    const left = withheld ? [element("span", "note", `${counted(withheld)} not shown`)] : [];
    if (!this.body.querySelector(".weak")) return [element("span", "grounded", figure), ...left];
    const button = element("button", "grounded", figure);
    button.type = "button";
    button.title = "Mark the other sentences";
    const show = (marked) => {
      this.body.classList.toggle("marked", marked);
      button.setAttribute("aria-pressed", String(marked));
    };
    show(this.body.classList.contains("marked"));
    button.addEventListener("click", () => show(!this.body.classList.contains("marked")));
    return [button, ...left];
  }

  end(note) {
    this.body.classList.remove("waiting");
    talk.setAttribute("aria-busy", "false");
    if (note) this.meta.append(element("span", "note", note));
  }
}

let marker = null; // whose source is shown

function closeSource() {
  by("source").hidden = true;
  marker?.setAttribute("aria-expanded", "false");
  marker?.focus();
  marker = null;
}

/** The passage, with what the answer rests on marked. */
function passageOf(answer, chunk, at) {
  const { content } = answer.chunks[chunk];
  const citation = answer.citations.filter((c) => c.chunk === chunk)
    .reduce((best, c) => (!best || Math.abs(c.answer[1] - at) < Math.abs(best.answer[1] - at) ? c : best), null);
  const [start, end] = citation?.source ?? [0, content.length];
  const passage = element("span");
  passage.append(content.slice(0, start).trimStart(), element("mark", "", content.slice(start, end)), content.slice(end));
  return passage;
}

async function show(answer, chunk, at, button) {
  const found = answer.chunks[chunk];
  if (!found) {
    answer.wanted = () => show(answer, chunk, at, button);
    return;
  }
  marker?.setAttribute("aria-expanded", "false");
  marker = button;
  button.setAttribute("aria-expanded", "true");
  const passage = passageOf(answer, chunk, at);
  const panel = by("source");
  by("source-title").textContent = found.document_name;
  by("source-text").replaceChildren(passage);
  panel.hidden = false;
  panel.setAttribute("aria-busy", "true");
  panel.focus();
  button.scrollIntoView({ block: "nearest" });
  try { // the passage in its document
    const { chunks } = await call(`/datasets/${found.dataset_id}/documents/${found.document_id}/chunks?page_size=1000`);
    const parts = chunks.map((other) => (other.id === found.id ? passage : element("span", "other", other.content.trim())));
    if (parts.includes(passage) && marker === button) by("source-text").replaceChildren(...parts.flatMap((part) => [part, "\n"]));
  } catch { /* the document is gone: the passage alone is shown */ }
  if (marker !== button) return; // another one was asked for
  const mark = passage.querySelector("mark");
  panel.scrollTop += mark.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
  panel.setAttribute("aria-busy", "false");
}

async function ask(question) {
  const chat = by("assistant").value;
  const answer = new Answer(question);
  running = { abort: new AbortController(), chat, turn: null, stopped: false };
  by("assistant").disabled = true;
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
    answer.end(running.stopped ? "Stopped." : note);
    running = null;
    by("assistant").disabled = false;
    by("send").hidden = false;
    by("stop").hidden = true;
    if (matchMedia("(pointer: fine)").matches) by("question").focus(); // a touch keyboard would hide the answer
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
  if (running) running.stopped = true;
  if (turn) await call(`/chats/${chat}/completions/${turn}/stop`, { method: "POST", body: "{}" }).catch(() => abort.abort());
  else abort?.abort();
});
by("assistant").addEventListener("change", fresh);
by("source-close").addEventListener("click", closeSource);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && marker) closeSource(); });
begin();
