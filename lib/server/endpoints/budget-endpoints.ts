import { z } from 'zod'
import {
  Budget,
  BudgetChange,
  BudgetDetail,
  BudgetHistory,
  BudgetInput,
  BudgetList,
  BudgetPreview,
  BudgetRemoval,
  BudgetState,
} from '#lib/domain/budget.ts'
import { type Endpoint, noQuery, ofProject } from './endpoint.ts'

const ofBudget = ofProject.extend({
  budgetId: z
    .string()
    .regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits')
    .describe('Id of a budget.'),
})

/** What may be spent, and how much of it has been. */
export const budgetEndpoints = {
  listBudgets: {
    access: 'budget:read',
    path: '/api/v1/projects/{project}/budgets',
    summary:
      'Budgets and how they stand, those that need looking at first; a key of one tenant sees those of its tenant',
    params: ofProject,
    query: noQuery,
    response: BudgetList,
  },
  createBudget: {
    access: 'budget:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/budgets',
    summary: 'Makes a budget',
    params: ofProject,
    query: noQuery,
    body: BudgetInput,
    response: Budget,
  },
  previewBudget: {
    access: 'budget:write',
    method: 'POST',
    path: '/api/v1/projects/{project}/budgets/preview',
    summary: 'How a budget would stand, and would have stood in the periods before; saves nothing',
    params: ofProject,
    query: noQuery,
    body: BudgetInput,
    response: BudgetPreview,
  },
  getBudget: {
    access: 'budget:read',
    path: '/api/v1/projects/{project}/budgets/{budgetId}',
    summary: 'A budget, how it stands, and its period day by day with what is expected',
    params: ofBudget,
    query: noQuery,
    response: BudgetDetail,
  },
  updateBudget: {
    access: 'budget:write',
    method: 'PUT',
    path: '/api/v1/projects/{project}/budgets/{budgetId}',
    summary: 'Changes a budget, or brings a deleted one back; 409 when somebody else was faster',
    params: ofBudget,
    query: noQuery,
    body: BudgetChange,
    response: Budget,
  },
  deleteBudget: {
    access: 'budget:write',
    method: 'DELETE',
    path: '/api/v1/projects/{project}/budgets/{budgetId}',
    summary: 'Deletes a budget; the answer’s version brings it back',
    params: ofBudget,
    query: noQuery,
    body: BudgetRemoval,
    response: Budget,
  },
  getBudgetState: {
    access: 'budget:read',
    path: '/api/v1/projects/{project}/budgets/{budgetId}/state',
    summary: 'How a budget stands, for programs: at most five seconds old, and cheap to ask for often',
    params: ofBudget,
    query: noQuery,
    response: BudgetState,
  },
  getBudgetHistory: {
    access: 'budget:read',
    path: '/api/v1/projects/{project}/budgets/{budgetId}/history',
    summary: 'How the periods before ended, each by what the budget said at its end, the newest first',
    params: ofBudget,
    query: noQuery,
    response: BudgetHistory,
  },
} as const satisfies Record<string, Endpoint>
