// Asks a server through the official client and prints what came, as JSON.
import OpenAI from 'openai';

const [mode, baseURL, apiKey, model, question, perRequest] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 60_000 });
const ask = { model, messages: [{ role: 'user', content: question }], ...JSON.parse(perRequest ?? '{}') };

const modes = {
  async models() {
    const listed = [];
    for await (const one of client.models.list()) listed.push(one);
    return { listed, one: await client.models.retrieve(model) };
  },
  async plain() {
    return client.chat.completions.create(ask);
  },
  async stream() {
    const chunks = [];
    for await (const chunk of await client.chat.completions.create({ ...ask, stream: true })) chunks.push(chunk);
    return { chunks };
  },
  async accumulated() {
    const stream = client.chat.completions.stream(ask);
    return { completion: await stream.finalChatCompletion(), content: await stream.finalContent() };
  },
  async abort() {
    const stream = await client.chat.completions.create({ ...ask, stream: true });
    let text = '';
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? '';
      if (text.includes('two')) stream.controller.abort();
    }
    return { text };
  },
};

try {
  console.log(JSON.stringify(await modes[mode]()));
} catch (error) {
  console.log(JSON.stringify({ thrown: error.constructor.name, status: error.status ?? null, code: error.code ?? null,
    type: error.type ?? null, message: error.message }));
}
