export const noBody = ['before', 'after'];
export const before = () => {};
export const after = () => {};
