// An OpenID provider with the clients that the test has, and beside it what GitHub answers, for tokens of that provider.
import Provider from 'oidc-provider';

const [port, clients] = process.argv.slice(2);

const person = (id) => ({
  sub: id,
  nickname: `The ${id}`,
  ...(id.startsWith('mailless-') ? {} : { email: `${id}@people.test`, email_verified: !id.startsWith('unverified-') }),
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: JSON.parse(clients),
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['nickname'] },
  findAccount: async (ctx, id) => ({ accountId: id, claims: async () => person(id) }),
  pkce: { required: () => true },
  cookies: { keys: ['of the test alone'] },
  ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
});

/** The profile and the addresses as GitHub tells them. */
provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/user')) return next();
  const token = await provider.AccessToken.find((ctx.get('authorization') ?? '').replace('Bearer ', ''));
  if (!token) { ctx.status = 401; return undefined; }
  const { sub, nickname, email, email_verified: verified } = person(token.accountId);
  if (ctx.path === '/user') ctx.body = { id: [...sub].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7), login: sub, name: nickname };
  else ctx.body = email ? [{ email: 'other@people.test', primary: false, verified: true }, { email, primary: true, verified }] : [];
  return undefined;
});

provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
