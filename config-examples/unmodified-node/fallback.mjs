export const timeout = (event) => ({ message: `sorry, ${event.name}` });
