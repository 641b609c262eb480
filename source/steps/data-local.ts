import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { readLocalData } from '../services/data/local-data.ts'
import type { PersonalData } from '../services/data/personal-data.ts'
import { dataInLine } from './data.ts'

/** Reads and checks what is in `backend/data`, wherever a deployment takes its data from. */
export const localData: Step<Context, PersonalData> = {
  id: 'local-data',
  title: 'Data on this computer',
  needs: [],
  inspect: async ({ answers, found, paths }) => {
    found.localData ??= await readLocalData(paths().data, { unknownFiles: answers.get('unknownFiles') })
    return found.localData
  },
  assess: (found) => ({ status: 'satisfied', detail: dataInLine(found) }),
}
