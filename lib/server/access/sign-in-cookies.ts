import type { Env } from '../env.ts'
import { deviceCookie, setCookie, signInCookie } from './cookies.ts'

/** What a browser keeps once somebody has signed in with it. */
export function signInCookies(started: { token: string; deviceMark: string }, env: Env): string[] {
  return [
    setCookie(signInCookie(env), started.token, env),
    setCookie(deviceCookie(env), started.deviceMark, env, deviceMs),
  ]
}

/** The mark of the device stays: it says that somebody was here, not who is. */
export function signOutCookies(env: Env): string[] {
  return [setCookie(signInCookie(env), '', env)]
}

const deviceMs = 400 * 86_400_000
