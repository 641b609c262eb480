export { makePersonalData } from '../../../source/services/data/personal-data.ts'
export { finishReplacement, replaceData } from '../../../source/services/data/replace-data.ts'
