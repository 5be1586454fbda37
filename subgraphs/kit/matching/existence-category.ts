export { existenceCategory } from '../../../schema/categories.ts';
