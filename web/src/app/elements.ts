/** The element of the page with this id, which index.html must have, of the type it must be. */
export function elementById<Type extends Element>(id: string, type: new () => Type): Type {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`index.html must have a ${type.name} with the id "${id}", but has ${element}.`);
}
