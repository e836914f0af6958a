"""An image that is not there must be missed here as on AWS, where the task could not be started."""

from ministack.core.responses import error_response_json
from ministack.services import ecr

from .patching import wrap


# ministack leaves unknown images out of the answer.
@wrap(ecr, "_describe_images")
def _describe_images(original, data):
    name = data.get("repositoryName", "")
    if name in ecr._repositories:
        for image in data.get("imageIds") or []:
            if not ecr._find_image(name, image):
                return error_response_json(
                    "ImageNotFoundException",
                    f"The image with imageId {image} does not exist within the repository with name '{name}'",
                    400,
                )
    return original(data)
