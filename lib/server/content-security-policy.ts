import { randomBytes } from 'node:crypto'

/** Carries the nonce from the proxy to the layout, which marks what is not Next's own. */
export const nonceHeader = 'x-tacho-nonce'

/** SHA-256 of the style sheet that the toaster's package puts into the page; a test compares it with the package. */
export const toasterStyleHash = 'StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='

/** Of no text at all: the package puts the element there first and fills it then. */
const emptyHash = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

export function newNonce(): string {
  return randomBytes(16).toString('base64')
}

type PolicyOptions = { nonce: string; overTls: boolean; isDevelopment: boolean }

/**
 * What a page may load and run: scripts that carry the nonce of this answer and what those load, nothing inline, and
 * nothing of another site. Attributes may hold styles, because rows of long lists and bars of charts are placed so.
 */
export function contentSecurityPolicy({ nonce, overTls, isDevelopment }: PolicyOptions): string {
  const directives = [
    "default-src 'self'",
    // React's development build evaluates text to show where an error of the server came from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "script-src-attr 'none'",
    // Next's development build sends styles without a nonce.
    isDevelopment
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${nonce}' 'sha256-${toasterStyleHash}' 'sha256-${emptyHash}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return [...directives, ...(overTls ? ['upgrade-insecure-requests'] : [])].join('; ')
}
