export const before = () => {};
export const after = () => {};
