import type { Env } from '../env.ts'
import { overTls } from '../over-tls.ts'
import { absoluteMs } from './sign-ins.ts'

type CookieRules = Pick<Env, 'TACHO_PUBLIC_URL'>

/** `__Host-` keeps other names of the same domain from setting ours; browsers take it over TLS only. */
export function signInCookie(rules: CookieRules): string {
  return overTls(rules) ? '__Host-tacho' : 'tacho'
}

export function deviceCookie(rules: CookieRules): string {
  return overTls(rules) ? '__Host-tacho-device' : 'tacho-device'
}

/** The value of a cookie. Two of one name say that somebody has tossed one in: then neither counts. */
export function cookieOf(header: string | null, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  const [value] = values
  return values.length === 1 && value !== undefined && value !== '' ? value : null
}

/** A Set-Cookie header; an empty value takes the cookie away. */
export function setCookie(name: string, value: string, rules: CookieRules, maxAgeMs = absoluteMs): string {
  const seconds = value === '' ? 0 : Math.floor(maxAgeMs / 1000)
  const secure = overTls(rules) ? '; Secure' : ''
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}
