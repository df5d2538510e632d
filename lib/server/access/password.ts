import { hash, verify } from '@node-rs/argon2'
import { normalPassword, passwordProblem, tooCommon } from '#lib/domain/access/password-rules.ts'
import { AppError } from '#lib/domain/errors.ts'

/** argon2id with OWASP's first choice of costs: 19 MiB, 2 passes, 1 lane. */
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each hash keeps a core busy for some 20 ms; more at once would only take memory. */
const maxAtOnce = 4
const maxWaiting = 64

/** Some megabytes, needed when a password is set. */
const commonPasswords = async (): Promise<ReadonlySet<string>> => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

/** Rejects with what is wrong of a new password. Spaces and every script are welcome. */
export async function requireGoodPassword(password: string, email: string): Promise<void> {
  const problem = passwordProblem(password, email)
  if (problem !== null) throw tooWeak(problem)
  if (isCommon(normalPassword(password).toLowerCase(), await commonPasswords())) throw tooWeak(tooCommon)
}

/** Digits and signs at the end add nothing for who guesses. */
function isCommon(plain: string, common: ReadonlySet<string>): boolean {
  const stem = plain.replace(/[\d\W_]+$/u, '')
  return common.has(plain) || (common.has(stem) && plain.length - stem.length < 5)
}

/** A PHC string: algorithm, costs, salt and hash. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalPassword(password), costs))
}

/** Takes the same time where there is nobody to compare with. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  const known = hashed ?? (await hashOfNobody())
  const matches = await inTurn(() => verify(known, normalPassword(password)))
  return matches && hashed !== null
}

let nobody: Promise<string> | null = null
function hashOfNobody(): Promise<string> {
  nobody ??= hash('no password has this hash', costs)
  return nobody
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= maxAtOnce) {
    if (waiting.length >= maxWaiting) throw new AppError('unavailable', 'Too many people sign in at once: try again.')
    await new Promise<void>((ready) => waiting.push(ready))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

function tooWeak(message: string): AppError {
  return new AppError('bad_request', message)
}
