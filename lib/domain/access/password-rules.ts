export const minPasswordChars = 10
const maxChars = 200

/** The same characters, typed on another system, may come as other code points. */
export function normalPassword(password: string): string {
  return password.slice(0, maxChars * 4).normalize('NFKC')
}

/** What is wrong of a new password, as far as that shows without a list of common ones; null where nothing is. */
export function passwordProblem(password: string, email: string): string | null {
  const { length } = Array.from(password)
  if (length < minPasswordChars) return `The password needs ${minPasswordChars} characters at least.`
  if (length > maxChars) return `The password may have ${maxChars} characters at most.`
  const plain = normalPassword(password).toLowerCase()
  if (new Set(plain).size < 4) return tooCommon
  const address = email.trim().toLowerCase()
  const [name = ''] = address.split('@')
  const isAddress = plain === address || (name.length >= 4 && plain.replaceAll(name, '').length < 4)
  return isAddress ? 'The password must not be the e-mail address.' : null
}

export const tooCommon = 'This password is on every list of guesses: take another.'

export type PasswordStrength = 'none' | 'fair' | 'good' | 'strong'

/** A hint while somebody types, no promise: length counts, repetition does not. */
export function passwordStrength(password: string, email: string): PasswordStrength {
  if (passwordProblem(password, email) !== null) return 'none'
  const characters = Array.from(normalPassword(password).toLowerCase())
  const worth = Math.min(characters.length, new Set(characters).size * 2)
  if (worth >= 18) return 'strong'
  return worth >= 14 ? 'good' : 'fair'
}
