"""Builds what pydantic checks data with once and for the commands that are used, in place of always or never."""

import contextlib
import functools
import sys


@contextlib.contextmanager
def validators_when_needed():
    """Meanwhile pydantic puts off what it builds for each class and function until it is first used, as its setting
    `defer_build` has it. Where pydantic is not as expected, everything is imported as it always is."""
    try:
        import pydantic

        defer = pydantic.ConfigDict(defer_build=True)
        config, decorate = pydantic.BaseModel.model_config, pydantic.validate_call
        pydantic.BaseModel.model_config = {**config, **defer}
        pydantic.validate_call = functools.partial(decorate, config=defer)
    except Exception:
        yield
        return
    try:
        yield
    finally:
        pydantic.BaseModel.model_config, pydantic.validate_call = config, decorate


def build_validators(used):
    """Builds once what every command would otherwise build for itself: the validators of what is sent and answered."""
    try:
        from pydantic import BaseModel
    except ImportError:
        return
    seen = {BaseModel}
    modules = ["ax.config.schema", "arize._generated.api_client.models.problem"]
    for part in used:
        modules += [f"arize._generated.api_client.api.{part}_api", f"arize.{part}.types"]
    while modules:
        for model in list(vars(sys.modules.get(modules.pop(), contextlib)).values()):
            if isinstance(model, type) and issubclass(model, BaseModel) and model not in seen:
                seen.add(model)
                modules.append(model.__module__)
                with contextlib.suppress(Exception):
                    model.model_rebuild()


# Each call of the SDK is there three times; ax uses the first.
VARIANTS = ("_with_http_info", "_without_preload_content")


def build_for(command, args):
    """The same for one command, before it first runs: what checks its options, and the calls of the SDK that begin with
    the same word as it does. Where typer or pydantic are not as expected, each command does it for itself."""
    with contextlib.suppress(Exception):
        build_options(command, args[:2])
    with contextlib.suppress(Exception):
        build_calls(f"arize._generated.api_client.api.{args[0].replace('-', '_')}_api", args[1].split("-")[0] + "_")


def build_options(command, names):
    context = None
    for name in ("", *names):
        command = command.commands[name] if name else command
        context = command.context_class(command, parent=context, info_name=name, **command.context_settings)
        for option in command.get_params(context):
            option.get_runtime_param()


def build_calls(module, word):
    for api in [each for each in vars(sys.modules[module]).values() if getattr(each, "__module__", None) == module]:
        for name, call in vars(api).items():
            if name.startswith(word) and not name.endswith(VARIANTS):
                for cell in call.__closure__ or ():
                    validated = getattr(cell.cell_contents, "__self__", None)
                    if not getattr(validated, "__pydantic_complete__", True):
                        validated._create_validators()
