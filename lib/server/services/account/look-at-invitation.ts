import type { InvitationAsk } from '#lib/domain/access/account.ts'
import type { Project } from '#lib/domain/project.ts'
import type { Access } from '#lib/server/access/access.ts'
import { readInvitation } from '#lib/server/access/invitations.ts'

/** What an invitation offers, for whoever has its token. */
export async function lookAtInvitation(
  { db }: Access,
  { token, projects, now }: { token: string; projects: readonly Project[]; now: Date },
): Promise<InvitationAsk> {
  const { project, role, email, invitedBy, expiresAt } = await readInvitation(db, token, now)
  const named = projects.find((each) => each.project === project)
  return { project, projectName: named?.name ?? project, role, email, invitedBy, expiresAt }
}
