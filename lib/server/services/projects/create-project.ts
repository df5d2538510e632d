import type { Actor } from '#lib/domain/access/actor.ts'
import { actorName } from '#lib/domain/access/actor.ts'
import type { Project, ProjectInput } from '#lib/domain/project.ts'
import { createProject as storeProject } from '#lib/server/projects.ts'
import type { Server } from '#lib/server/server.ts'

type Create = { server: Pick<Server, 'db' | 'projects'>; actor: Actor; input: ProjectInput; now: Date }

/** A new project; this process knows it at once. */
export async function createProject({ server: { db, projects }, actor, input, now }: Create): Promise<Project> {
  const project = await storeProject(db, { ...input, actor: actorName(actor), now })
  await projects.get(0)
  return project
}
