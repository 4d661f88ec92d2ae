/** What the first answer can do without, in one file: whatever of it is wanted first brings the rest along. As files of
 * their own, its parts would cut up what they share with the page, and make the first visit larger by 5%. */
export { Camera } from "./camera/camera";
export { CropEditor } from "./crop/crop-editor";
export { LayersView } from "./how-it-sees/layers-view";
export { modelReport } from "./model-panel/model-report";
export { NumberDesk } from "./number/number-desk";
export { Sight } from "./sight/sight";
export { SheetDesk } from "./sheet-desk/sheet-desk";
