import { hash, randomBytes } from 'node:crypto'

/** 256 random bits, for links and sign-ins. It is given away once; only `tokenHash` is kept. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Looking a token up by its hash takes the same time whatever part of a guess is right. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'hex')
}

/** Whether a text can be a token at all: everything else needs no look. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}
