import { z } from 'zod'
import { Email, Invitation, Member } from './account.ts'
import { Role } from './role.ts'

const expectedVersion = z.number().int().positive().describe('The version that the change starts from')

export const MemberChange = z.object({ role: Role, expectedVersion })
export type MemberChange = z.infer<typeof MemberChange>

export const MemberRemoval = z.object({ expectedVersion })
export type MemberRemoval = z.infer<typeof MemberRemoval>

export const MemberList = z.object({ items: z.array(Member) })
export type MemberList = z.infer<typeof MemberList>

export const InvitationInput = z.object({
  role: Role,
  email: z.union([z.literal(''), Email]).describe('Who may use it; empty is whoever has the link'),
})
export type InvitationInput = z.infer<typeof InvitationInput>

export const InvitationList = z.object({ items: z.array(Invitation) })
export type InvitationList = z.infer<typeof InvitationList>

/** `token` is shown this once: the link is made of it. */
export const NewInvitation = z.object({ invitation: Invitation, token: z.string() })
export type NewInvitation = z.infer<typeof NewInvitation>
