import { z } from 'zod'
import { ProjectId } from '../project.ts'
import { Role } from './role.ts'

/** As it is compared: people write theirs in several ways. */
export const Email = z
  .string()
  .max(254, 'an e-mail address has 254 characters at most')
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email('this is no e-mail address'))

export const PersonName = z.string().trim().max(100, 'a name has 100 characters at most')

/** What everybody who works with somebody may know of them. */
export const Person = z.object({ userId: z.string(), email: z.string(), name: z.string(), isOwner: z.boolean() })
export type Person = z.infer<typeof Person>

export const Member = Person.extend({
  /** The owner is admin of every project without being a member. */
  role: Role,
  since: z.string(),
  version: z.number().int(),
})
export type Member = z.infer<typeof Member>

export const Invitation = z.object({
  invitationId: z.string(),
  project: ProjectId,
  role: Role,
  /** Whom it is meant for; '' is whoever has the link. */
  email: z.string(),
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
})
export type Invitation = z.infer<typeof Invitation>

/** A device on which somebody is signed in. */
export const SignIn = z.object({
  signInId: z.string(),
  signedInAt: z.string(),
  seenAt: z.string(),
  expiresAt: z.string(),
  userAgent: z.string(),
  address: z.string(),
  /** The one that asks. */
  isThis: z.boolean(),
})
export type SignIn = z.infer<typeof SignIn>

/** Who is signed in, and what is open to them. */
export const Me = z.object({
  person: Person.nullable(),
  projects: z.array(z.object({ project: z.string(), name: z.string(), role: Role })),
})
export type Me = z.infer<typeof Me>

/** What a one-time link asks for: a first owner where `email` is null, else a new password for that account. */
export const SetUpAsk = z.object({ email: z.string().nullable(), expiresAt: z.string() })
export type SetUpAsk = z.infer<typeof SetUpAsk>

/** What an invitation offers. */
export const InvitationAsk = z.object({
  project: z.string(),
  projectName: z.string(),
  role: Role,
  email: z.string(),
  invitedBy: z.string(),
  expiresAt: z.string(),
})
export type InvitationAsk = z.infer<typeof InvitationAsk>
