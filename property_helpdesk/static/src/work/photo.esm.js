import {getDataURLFromFile} from "@web/core/utils/urls";

const MAX_SIDE = 1280;
const QUALITY = 0.75;

function loadImage(url) {
    return new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = () => resolve(image);
        image.onerror = reject;
        image.src = url;
    });
}

/** Return the photo small enough to be kept on the phone, as a data URL. */
export async function shrinkPhoto(file) {
    const url = await getDataURLFromFile(file);
    const image = await loadImage(url);
    const scale = Math.min(1, MAX_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", QUALITY);
}
