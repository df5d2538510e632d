import { z } from 'zod'
import { Email, PersonName } from './account.ts'

const token = z.string().max(100)
/** How good it is is judged when it is set. */
const password = z.string().min(1, 'is missing').max(1_000)

/** The bodies that people send about themselves. */
export const SignInInput = z.object({ email: Email, password })
export const TokenInput = z.object({ token })
export const SetUpInput = z.object({ token, email: Email.nullable(), name: PersonName, password })
/** `account` is null for somebody who is signed in. */
export const AcceptInput = z.object({
  token,
  account: z.object({ email: Email, name: PersonName, password }).nullable(),
})
export const NameInput = z.object({ name: PersonName })
export const PasswordInput = z.object({ current: password, password })
