import type { Actor } from '#lib/domain/access/actor.ts'
import { can } from '#lib/domain/access/can.ts'
import type { Project } from '#lib/domain/project.ts'
import { unknownProject } from './access/require-allowed.ts'
import { scopeOf } from './access/scope-of.ts'
import type { Server } from './server.ts'
import type { ServiceContext } from './services/context.ts'

type Known = Pick<Server, 'db' | 'projects' | 'prices'>

/** What services work with, for an actor who was let into the project. Throws for a project that is not there. */
export async function contextOf(server: Known, actor: Actor, project: string): Promise<ServiceContext> {
  const known = await server.projects.get()
  const isNamed = (each: Project): boolean => each.project === project
  // It may have been created a moment ago.
  if (!known.some(isNamed) && !(await server.projects.get(500)).some(isNamed)) throw unknownProject(project)
  return { db: server.db, project, scope: scopeOf(actor, project), actor, prices: server.prices, nowMs: Date.now() }
}

/** Projects that are open to the actor. */
export async function openProjects({ projects }: Pick<Server, 'projects'>, actor: Actor): Promise<Project[]> {
  return (await projects.get()).filter(({ project }) => can(actor, 'project:read', { project }))
}
